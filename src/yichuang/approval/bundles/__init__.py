"""Running bundles (一件事): one filing, many cases, each with its own organ, number and clock."""
