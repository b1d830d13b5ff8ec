using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace MlWorkbench.Application.Reports;

/// <summary>Secrets of share links: 256 random bits, stored as SHA-256. With this much randomness, a plain hash is enough.</summary>
internal static class ReportTokens
{
    private const int Bytes = 32;

    public static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
