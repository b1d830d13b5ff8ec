using MlWorkbench.Application.Names;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Accounts;

internal sealed class User : NamedRow
{
    private const int MaximumEmailLength = 254;
    private const int MaximumNameLength = 100;

    public Guid Id { get; init; }

    /// <summary>In lower case, unique.</summary>
    public required string Email { get; set; }

    public UserRole Role { get; set; }

    /// <summary>Null until an invited person has chosen a password.</summary>
    public string? PasswordHash { get; set; }

    public bool Disabled { get; set; }

    public byte[]? InviteHash { get; set; }

    public DateTime? InviteExpiresAt { get; set; }

    public DateTime CreatedAt { get; init; }

    public DateTime? LastSeenAt { get; set; }

    /// <param name="name">If empty, the part before the @ or, if that is not allowed as a name, the whole address.</param>
    public static User Create(string email, string name, UserRole role, DateTime now)
    {
        var address = CheckEmail(email);
        return new User
        {
            Id = Guid.CreateVersion7(),
            Email = address,
            Name = !string.IsNullOrWhiteSpace(name) ? CheckName(name) : ReadsLikeTheProduct(address) ? address : address.Split('@')[0],
            Role = role,
            CreatedAt = now,
        };
    }

    public static string CheckName(string name)
    {
        var kept = NameRules.Require(name, "person", MaximumNameLength);
        if (kept.Contains('@', StringComparison.Ordinal))
        {
            throw WorkbenchException.Invalid("name_invalid", "A person's name cannot contain '@'. Use the name, not the address.", column: "name");
        }

        return ReadsLikeTheProduct(kept)
            ? throw WorkbenchException.Invalid(
                "name_invalid",
                $"'{kept}' looks like the name of the workbench, which acts under that name. Use the person's own name.",
                column: "name")
            : kept;
    }

    /// <exception cref="WorkbenchException">The name is not allowed for a person, or looks like another person's.</exception>
    public async Task RenameAsync(WorkbenchDbContext db, string name, CancellationToken cancellationToken)
    {
        var kept = CheckName(name);
        await NameRules.RequireFreeAsync(db.Users.Where(other => other.Id != Id), kept, "person", cancellationToken);
        Name = kept;
    }

    /// <summary>Sets the password and ends an open invitation.</summary>
    public void SetPassword(string password)
    {
        PasswordHash = Passwords.Hash(password);
        InviteHash = null;
        InviteExpiresAt = null;
    }

    private static string CheckEmail(string email)
    {
        var address = email.Trim().ToLowerInvariant();
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < address.Length - 1 && address.Length <= MaximumEmailLength && address.All(letter => letter is > ' ' and <= '~')
            ? address
            : throw WorkbenchException.Invalid("email_invalid", "The e-mail address must look like name@example.org, in plain letters without accents.", column: "email");
    }

    private static bool ReadsLikeTheProduct(string name) =>
        NameRules.LookOf(string.Concat(name.Where(char.IsLetterOrDigit))).Contains(NameRules.LookOf(Actor.System.Name), StringComparison.Ordinal);
}
