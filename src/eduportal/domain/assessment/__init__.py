"""Assessment by the Ministry's circulars: levels, titles, awards, promotion, each with its rule and its reason.

Plain Python over integers of tenths. What a subject's term and year give stands in :mod:`eduportal.domain.rulesets`.
"""
