using System.Security.Cryptography;
using System.Text;

namespace MlWorkbench.Application.Access.Tokens;

/// <summary>Random secrets of API tokens and links. They have 256 bits, so their stored hash needs no slow function.</summary>
internal static class SecretToken
{
    private const int Bytes = 32;

    public static string Create() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
