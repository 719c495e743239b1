// The first file of Policies.
