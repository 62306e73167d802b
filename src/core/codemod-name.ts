/** Lower case words joined by `-`. */
export const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
