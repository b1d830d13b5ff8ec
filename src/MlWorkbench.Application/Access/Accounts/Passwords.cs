using Microsoft.AspNetCore.Identity;
using MlWorkbench.Application.Access.Tokens;

namespace MlWorkbench.Application.Access.Accounts.Accounts;

/// <summary>Rules, hashing and checking of passwords.</summary>
public static class Passwords
{
    /// <summary>Shortest password taken, in characters (OWASP ASVS 5.0, 6.2.1).</summary>
    public const int MinimumLength = 8;

    /// <summary>Longest password taken: hashing takes longer the longer the text is.</summary>
    public const int MaximumLength = 256;

    private const string ProductName = "MlWorkbench";

    /// <summary>Fewest different characters of a password.</summary>
    private const int DifferentCharacters = 4;

    /// <summary>Fewest characters that a password has beside the names in it.</summary>
    private const int OwnCharacters = 6;

    /// <summary>A shorter part of a name is found in many words.</summary>
    private const int ShortestWord = 3;

    private static readonly PasswordHasher<User> Hasher = new();

    /// <summary>Verified against when there is no password, so that an answer takes as long as with one.</summary>
    private static readonly string DecoyHash = Hasher.HashPassword(null!, SecretToken.Create());

    /// <param name="email">Of the account, as is the name: a password made of them is the first guess of who knows the person.</param>
    internal static void Check(string password, string email, string name)
    {
        if (password.Length is < MinimumLength or > MaximumLength)
        {
            throw WorkbenchException.Invalid("password_length", $"The password has {password.Length} characters; it needs {MinimumLength} to {MaximumLength}.", column: "password");
        }

        if (IsPersonal(password, email, name))
        {
            throw WorkbenchException.Invalid("password_personal", "This password is little more than a name: the person's, the e-mail address or this program's. Choose another, for example four words that do not belong together.", column: "password");
        }

        if (IsMonotonous(password) || CommonPasswords.Contains(password))
        {
            throw WorkbenchException.Invalid("password_common", "This password is among the first that attackers try. Choose another, for example four words that do not belong together.", column: "password");
        }
    }

    internal static string Hash(string password) => Hasher.HashPassword(null!, password);

    internal static bool Verify(string? hash, string password) =>
        password.Length <= MaximumLength
        && Hasher.VerifyHashedPassword(null!, hash ?? DecoyHash, password) != PasswordVerificationResult.Failed
        && hash is not null;

    /// <summary>Few different characters, or a row of neighbours: abababab, 87654321.</summary>
    private static bool IsMonotonous(string password) =>
        password.Distinct().Count() < DifferentCharacters
        || password.Zip(password.Skip(1), (left, right) => right - left).Distinct().Count() == 1;

    private static bool IsPersonal(string password, string email, string name)
    {
        var rest = password.ToLowerInvariant();
        var words = string.Join(' ', ProductName, "workbench", email, name).ToLowerInvariant();
        foreach (var word in words.Split([' ', '@', '.', '-', '_', '+']).Where(word => word.Length >= ShortestWord).OrderByDescending(word => word.Length))
        {
            rest = rest.Replace(word, "", StringComparison.Ordinal);
        }

        return rest.Length < password.Length && rest.Length < OwnCharacters;
    }
}
