"use strict";
(() => {
  const root = document.documentElement;
  let known = root.dataset.version;
  const say = (words) => { document.querySelector(".live").textContent = words; };
  const renew = async () => {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    known = page.documentElement.dataset.version;
    document.querySelector("header").replaceWith(page.querySelector("header"));
    const frames = [...document.querySelectorAll("iframe")];
    const fresh = [...page.querySelectorAll("iframe")];
    const same = fresh.length > 0 && frames.map((f) => f.src).join() === fresh.map((f) => f.src).join();
    if (same) frames.forEach((frame) => frame.contentWindow.location.reload());
    else document.querySelector("main").replaceWith(page.querySelector("main"));
    say("Renewed.");
  };
  const follow = async () => {
    for (;;) {
      try {
        const answer = await fetch("changed?since=" + encodeURIComponent(known), { cache: "no-store" });
        if (!answer.ok) throw new Error(String(answer.status));
        if ((await answer.text()) !== known) await renew();
        root.classList.remove("lost");
      } catch {
        root.classList.add("lost");
        say("The preview has ended; start it again: pubflow preview");
        await new Promise((done) => setTimeout(done, 2000));
      }
    }
  };
  follow();
})();
