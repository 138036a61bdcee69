// Unpacks the Chromium that the package carries and prints where it lies.
import chromium from "@sparticuz/chromium";

console.log(await chromium.executablePath());
