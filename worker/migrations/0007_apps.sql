-- Apps with a profile of their own, and apps whose pages have no backend.
ALTER TABLE apps ADD COLUMN profile_data TEXT;                        -- the whole profile as JSON; null for a built-in one
ALTER TABLE apps ADD COLUMN open_sessions INTEGER NOT NULL DEFAULT 0; -- 1: its pages may open sessions themselves
