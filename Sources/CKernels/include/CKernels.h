#pragma once

/// Loops over numbers, compiled for several processors and chosen when first used, and the threads they run on.

#include "Pool.h"
#include "Loop.h"
#include "Rows.h"
#include "Noise.h"
