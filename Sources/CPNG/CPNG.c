#include "include/CPNG.h"
