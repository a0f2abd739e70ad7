// The server: what becomes of one that ends.

import { test } from "./session.mjs";

test("a server that is killed comes back", async ({ page, open, squiggle, anotherServer }) => {
  await open("article.md");
  await squiggle();
  const first = await anotherServer();
  process.kill(first, "SIGKILL");
  await anotherServer(first);
  await page.locator(".view-line", { hasText: "Saltby dredges" }).click();
  await page.keyboard.press("End");
  await page.keyboard.type(" and canal");
  await squiggle();
});

test("a server that keeps on ending is left off, and the user is told", async (window) => {
  const { page, open, squiggle, notification, anotherServer, shoot } = window;
  await open("article.md");
  await squiggle();
  for (let count = 0, last; count < 4; count++) {
    last = await anotherServer(last);
    // Not before it answered: one that ends sooner could not be started at all.
    await page.waitForTimeout(1_000);
    process.kill(last, "SIGKILL");
  }
  await notification(/ended 4 times within 3 minutes.*/, ["Show log", "Try again"]);
  await shoot("crashed");
  await page.locator(".notification-toast").getByText("Try again").click();
  await squiggle();
});
