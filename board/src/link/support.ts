/** Sentences about what this browser lacks, for the person in front of the screen; empty when nothing is missing. */
export async function missingParts(): Promise<string[]> {
  if (!isSecureContext) {
    return ['Địa chỉ này không an toàn nên không kiểm tra được chữ ký. Hãy mở trang bằng địa chỉ bắt đầu bằng https.'];
  }
  const missing: string[] = [];
  if (!(await verifiesSignatures())) {
    missing.push(
      'Trình duyệt này quá cũ: không kiểm tra được chữ ký Ed25519. Hãy cài Chromium, Chrome hoặc Edge từ bản 137.',
    );
  }
  if (!('indexedDB' in globalThis && 'caches' in globalThis && 'locks' in navigator && 'serviceWorker' in navigator)) {
    missing.push('Trình duyệt này không giữ được bản tin khi mất mạng. Hãy tắt chế độ ẩn danh hoặc dùng Chromium.');
  }
  return missing;
}

async function verifiesSignatures(): Promise<boolean> {
  try {
    await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
    return true;
  } catch {
    return false;
  }
}
