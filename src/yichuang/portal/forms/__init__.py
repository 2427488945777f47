"""Forms of the portal. What an edition asks becomes a Django form in `edition`."""
