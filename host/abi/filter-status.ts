/** What a callback returns; the first two hold for headers, data and trailers. */
export const CONTINUE = 0;
export const STOP_ITERATION = 1;

/** For headers callbacks only. */
export const STOP_ALL_AND_BUFFER = 3;
export const STOP_ALL_AND_WATERMARK = 4;

/** For body callbacks only. */
export const STOP_AND_BUFFER = 1;
export const STOP_AND_WATERMARK = 2;
export const STOP_NO_BUFFER = 3;
