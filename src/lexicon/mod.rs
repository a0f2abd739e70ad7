//! Word lists, read once from the data files that the binary holds.
