// Takes a photo with the laptop's camera: Enter takes it, Escape goes back.
"use strict";
{
  const log = self.portalLog;
  const opener = document.querySelector("[data-camera]");
  const dialog = document.getElementById("camera");
  const video = dialog?.querySelector("video");

  const stop = () => { for (const track of video.srcObject?.getTracks() ?? []) track.stop(); video.srcObject = null; };
  const open = async () => {
    const wanted = { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } };
    dialog.querySelector(".error").hidden = true;
    dialog.showModal();
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: wanted });
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      dialog.querySelector(".error").hidden = false;
    }
  };
  const take = () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    if (!canvas.width) return;
    canvas.getContext("2d").drawImage(video, 0, 0);
    canvas.toBlob((blob) => log.pictures.add([new File([blob], "camera.jpg", { type: "image/jpeg" })]), "image/jpeg", 0.92);
    dialog.close();
  };

  // A phone offers its camera where photos are chosen.
  if (opener && navigator.mediaDevices?.getUserMedia && !matchMedia("(pointer: coarse)").matches) {
    opener.hidden = false;
    opener.addEventListener("click", open);
    dialog.querySelector("[data-take]").addEventListener("click", take);
    dialog.addEventListener("close", stop);
  }
}
