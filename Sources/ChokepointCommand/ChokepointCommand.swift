// The first file of ChokepointCommand.
