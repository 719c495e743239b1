a = "never
