-- A look is the last one of its content: what others say after it is news.
grant update (changes, looked_at) on review_looks to quarterdeck_app;
