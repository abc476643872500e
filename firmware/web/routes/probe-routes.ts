import type { Hono } from "hono";
import type { WebParts } from "../parts.ts";
import type { PageEnv } from "../visitor.ts";

/** What programs ask that watch over the unit: nothing in it tells who charges here. */
export function probeRoutes(app: Hono<PageEnv>, { metrics, health }: WebParts): void {
  app.get("/healthz", (context) => {
    const { status, checks } = health();
    context.header("Cache-Control", "no-store");
    return context.json({ status, checks }, status === "failing" ? 503 : 200);
  });
  app.get("/metrics", async (context) => {
    if (!metrics) return context.text("Metrics are switched off (web.metrics in charger.yaml).", 404);
    const { contentType, text } = await metrics.read();
    context.header("Content-Type", contentType);
    context.header("Cache-Control", "no-store");
    return context.body(text);
  });
}
