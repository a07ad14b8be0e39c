import type { BindStatus, SegmentResult, SubmitText, UpFrame } from "../src/link/frames.ts";
import type { BindPool } from "./bind-pool.ts";
