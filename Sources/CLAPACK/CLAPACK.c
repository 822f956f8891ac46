#include "include/CLAPACK.h"
