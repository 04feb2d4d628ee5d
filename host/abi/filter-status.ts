/** What a callback answers; headers, data and trailers share the first two. */
export const CONTINUE = 0;
export const STOP_ITERATION = 1;

/** Of headers callbacks. */
export const STOP_ALL_AND_BUFFER = 3;
export const STOP_ALL_AND_WATERMARK = 4;

/** Of body callbacks. */
export const STOP_AND_BUFFER = 1;
export const STOP_AND_WATERMARK = 2;
export const STOP_NO_BUFFER = 3;
