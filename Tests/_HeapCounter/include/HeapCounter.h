#pragma once

/// How many blocks the calling thread has asked the heap for since it began.
long gradus_heap_requests(void);
