-- The case that is not enough yet: a foreign passport alone, whose answer carries twenty sets of advice.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = [[{"id":"7","date":"2026-05-31","centre":"citizen-service","documents":[
{"kind":"passport","issuer":"SE","form":"physical","cpr_number":false,"temporary":false,"name_matches":true,"expires":"2031-01-01"}]}]]
