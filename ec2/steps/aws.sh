# shellcheck shell=bash
# One call to AWS. Its answer goes to a private file, its complaint into one line.

export AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=8 AWS_PAGER=''

# aws_call NAME ARGUMENTS…: the answer is in $private/NAME, the complaint in $private/NAME.error.
aws_call() {
  local answer="$private/$1"
  shift
  (umask 077 && AWS_DEFAULT_REGION="$AWS_REGION" aws --output json "$@" >"$answer" 2>"$answer.error" 9>&-)
}

# must_call WHAT NAME ARGUMENTS…: the same, where there is no going on without an answer.
must_call() {
  local what="$1" name="$2"
  shift
  aws_call "$@" || fail 1 "$what: $(last_line "$private/$name.error")"
}
