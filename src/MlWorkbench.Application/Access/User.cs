using System.Security.Cryptography;

namespace MlWorkbench.Application.Access;

internal sealed class User
{
    private const int MaximumEmailLength = 254;
    private const int MaximumNameLength = 100;

    public Guid Id { get; init; }

    /// <summary>Lower case; unique.</summary>
    public required string Email { get; set; }

    public required string Name { get; set; }

    public UserRole Role { get; set; }

    /// <summary>Null until an invited person has chosen a password.</summary>
    public string? PasswordHash { get; set; }

    public bool Disabled { get; set; }

    /// <summary>Changes when sessions must end: password, role, disabled.</summary>
    public required string SecurityStamp { get; set; }

    public int FailedSignIns { get; set; }

    public DateTime? LockedUntil { get; set; }

    public byte[]? InviteHash { get; set; }

    public DateTime? InviteExpiresAt { get; set; }

    public DateTime CreatedAt { get; init; }

    public DateTime? LastSeenAt { get; set; }

    /// <param name="name">Empty: what stands before the @.</param>
    public static User Create(string email, string name, UserRole role, DateTime now)
    {
        var address = CheckEmail(email);
        return new User
        {
            Id = Guid.CreateVersion7(),
            Email = address,
            Name = string.IsNullOrWhiteSpace(name) ? address.Split('@')[0] : CheckName(name),
            Role = role,
            SecurityStamp = NewStamp(),
            CreatedAt = now,
        };
    }

    public static string CheckName(string name)
    {
        var trimmed = name.Trim();
        return trimmed.Length is > 0 and <= MaximumNameLength && !trimmed.Any(char.IsControl)
            ? trimmed
            : throw WorkbenchException.Invalid("name_invalid", $"A name has 1 to {MaximumNameLength} characters, on one line.", column: "name");
    }

    /// <summary>Ends every session of the account.</summary>
    public void EndSessions() => SecurityStamp = NewStamp();

    /// <summary>Sets the password, opens the account if failed sign-ins had locked it, and uses up an invitation.</summary>
    public void SetPassword(string password)
    {
        PasswordHash = Passwords.Hash(password);
        FailedSignIns = 0;
        LockedUntil = null;
        InviteHash = null;
        InviteExpiresAt = null;
        EndSessions();
    }

    private static string CheckEmail(string email)
    {
        var address = email.Trim().ToLowerInvariant();
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < address.Length - 1 && address.Length <= MaximumEmailLength && !address.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter))
            ? address
            : throw WorkbenchException.Invalid("email_invalid", "The e-mail address must look like name@example.org.", column: "email");
    }

    private static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
