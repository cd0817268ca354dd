import { encode } from 'uqr'

interface QrCodeProps {
  text: string
  label: string
}

/** Dark on light in both themes, with the quiet margin of four modules that scanners need (ISO/IEC 18004). */
export function QrCode({ text, label }: QrCodeProps) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={outline(data)} fill="#000" />
    </svg>
  )
}

/** One rectangle for each run of dark modules in a row. */
function outline(rows: readonly (readonly boolean[])[]): string {
  const parts: string[] = []
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue
      let end = x
      while (row[end]) end += 1
      parts.push(`M${x} ${y}h${end - x}v1h${x - end}z`)
      x = end
    }
  })
  return parts.join('')
}
