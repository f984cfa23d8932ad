// Buttons that need JavaScript appear where there is some; what goes wrong is said in words.
"use strict";

if (window.PublicKeyCredential) {
  document.querySelectorAll("button.needs-script").forEach((button) => {
    button.hidden = false;
  });
}
document.addEventListener("allauth.error", (event) => {
  const trouble = document.getElementById("passkey-trouble");
  if (!trouble) return;
  event.preventDefault();
  trouble.hidden = false;
});
