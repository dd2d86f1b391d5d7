"""Foundation: technical ground without any word of the domain."""
