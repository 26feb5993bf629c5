-- The typical case: a foreign passport and a Danish health card, every fact known, with advice as by default.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = [[{"id":"7","date":"2026-05-31","centre":"citizen-service","documents":[
{"kind":"passport","issuer":"SE","form":"physical","cpr_number":false,"temporary":false,"name_matches":true,"expires":"2031-01-01"},
{"kind":"health-card","issuer":"DK","form":"physical","cpr_number":true,"temporary":false,"name_matches":true,"expires":null}]}]]
