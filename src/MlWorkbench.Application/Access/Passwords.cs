using Microsoft.AspNetCore.Identity;

namespace MlWorkbench.Application.Access;

/// <summary>Rules, hashing and checking of passwords.</summary>
public static class Passwords
{
    /// <summary>Shortest password taken, in characters (OWASP ASVS 5.0, 6.2.1).</summary>
    public const int MinimumLength = 8;

    /// <summary>Longest password taken: hashing takes longer the longer the text is.</summary>
    public const int MaximumLength = 256;

    private static readonly PasswordHasher<User> Hasher = new();

    /// <summary>Verified against when there is no password, so that an answer takes as long as with one.</summary>
    private static readonly string DecoyHash = Hasher.HashPassword(null!, SecretToken.Create());

    internal static void Check(string password)
    {
        if (password.Length is < MinimumLength or > MaximumLength)
        {
            throw WorkbenchException.Invalid("password_length", $"The password has {password.Length} characters; it needs {MinimumLength} to {MaximumLength}.", column: "password");
        }
    }

    internal static string Hash(string password) => Hasher.HashPassword(null!, password);

    internal static bool Verify(string? hash, string password) =>
        password.Length <= MaximumLength
        && Hasher.VerifyHashedPassword(null!, hash ?? DecoyHash, password) != PasswordVerificationResult.Failed
        && hash is not null;
}
