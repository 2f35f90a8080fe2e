"""What outlives one visit: employers, agencies, landlords, parks, dwellings and vehicles."""
