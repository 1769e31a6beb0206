import os


def application(environ, start_response):
    body = f"{os.getpid()} -1".encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
