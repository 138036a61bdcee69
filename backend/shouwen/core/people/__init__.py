"""Who is who: staff and the posts they hold, residents and the households they belong to.

A person is known to the whole company; a staff member's id is the person's id. A resident is a person as one community
knows them, whether or not they can sign in. They are written down, move in and out with their household, and two
records of one person become one and, if that was wrong, two again. Posts form the chart (PC-02, PC-05): each has a
superior, may have a deputy, and is held by people over time. Absences and the routing table (FR-03) are rows; `chart`
says who stands in for whom, so that "who answers at that minute" always finds somebody. Nobody leaves who still holds
anything: rooms tell `holdings` what that is, and one hand-over moves it.
"""
