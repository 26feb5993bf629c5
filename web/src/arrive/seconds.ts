// How long the screen at the door waits for somebody who may have gone.

export const idleSeconds = 45;
export const warnedSeconds = 15; // the last of them, with a warning
export const ticketSeconds = 25; // for reading a number
export const sendSeconds = 20; // for an answer; then somebody may try again, or go
export const refusalSeconds = 10; // for reading why a code at the camera was refused; then it looks again
