"""Tools that know nothing of the business: database, clock, ids, problems, paging, states."""
