namespace MlWorkbench.Application.Access;

internal sealed class User
{
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
}
