// Linux calls that the Glibc module does not export.
#include <sys/epoll.h>
