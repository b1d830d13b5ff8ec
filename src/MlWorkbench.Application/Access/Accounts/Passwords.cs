using Microsoft.AspNetCore.Identity;
using MlWorkbench.Application.Access.Tokens;

namespace MlWorkbench.Application.Access.Accounts;

/// <summary>Rules, hashing and checking of passwords.</summary>
public static class Passwords
{
    /// <summary>Shortest accepted password, in characters (OWASP ASVS 5.0, 6.2.1).</summary>
    public const int MinimumLength = 8;

    /// <summary>Longest accepted password: a longer text takes longer to hash.</summary>
    public const int MaximumLength = 256;

    private const string ProductName = "MlWorkbench";

    private const string ChooseAnother = "Choose another password, for example four unrelated words.";

    /// <summary>Smallest number of different characters in a password.</summary>
    private const int DifferentCharacters = 4;

    /// <summary>Smallest number of characters in a password apart from the names in it.</summary>
    private const int OwnCharacters = 6;

    /// <summary>Shortest part of a name that is checked. Shorter parts occur in many words.</summary>
    private const int ShortestWord = 3;

    private static readonly PasswordHasher<User> Hasher = new();

    /// <summary>Verified if the account has no password, so that the answer takes as long as with one.</summary>
    private static readonly string DecoyHash = Hasher.HashPassword(null!, SecretToken.Create());

    /// <param name="email">The account's address. A password from the address or the name is an attacker's first guess.</param>
    internal static void Check(string password, string email, string name)
    {
        if (password.Length is < MinimumLength or > MaximumLength)
        {
            throw WorkbenchException.Invalid(
                "password_length",
                $"The password has {password.Length} characters. Use {MinimumLength} to {MaximumLength} characters.",
                column: "password");
        }

        if (IsPersonal(password, email, name))
        {
            throw WorkbenchException.Invalid(
                "password_personal",
                $"This password is little more than a name: the person's, the e-mail address or this program's. {ChooseAnother}",
                column: "password");
        }

        if (IsMonotonous(password) || CommonPasswords.Contains(password))
        {
            throw WorkbenchException.Invalid("password_common", $"This password is among the first that attackers try. {ChooseAnother}", column: "password");
        }
    }

    internal static string Hash(string password) => Hasher.HashPassword(null!, password);

    internal static bool Verify(string? hash, string password) =>
        password.Length <= MaximumLength
        && Hasher.VerifyHashedPassword(null!, hash ?? DecoyHash, password) != PasswordVerificationResult.Failed
        && hash is not null;

    /// <summary>Whether the password has few different characters, or neighbouring characters in order: abababab, 87654321.</summary>
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
