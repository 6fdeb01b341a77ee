/**
 * @module Puts a key into the element's field the way a person does: focus, select all, paste.
 */

/**
 * Pastes `key` into the field that `element` focuses. Returns false if there is no field on screen.
 *
 * Browsers let no page paste by itself. So this fires the same `paste` event and then has the browser insert
 * the text, which fires `beforeinput` and `input` and can be undone. `execCommand` is deprecated and without
 * a successor for this.
 */
export function pasteKey(element: HTMLElement, key: string): boolean {
  element.focus();
  const field = element.shadowRoot?.activeElement;
  if (!(field instanceof HTMLInputElement) || field.type === "radio") return false;

  field.select();
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", key);
  const paste = new ClipboardEvent("paste", {
    clipboardData,
    bubbles: true,
    cancelable: true,
    composed: true,
  });
  if (field.dispatchEvent(paste)) document.execCommand("insertText", false, key);
  return true;
}
