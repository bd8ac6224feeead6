/** Whether somebody may be looking: in a picture of its own the video is watched while the page is not. */
export const isSeen = (document) => !document.hidden || Boolean(document.pictureInPictureElement);
