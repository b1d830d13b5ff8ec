using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Access.Tokens;

namespace MlWorkbench.Application.Access;

internal sealed class AccessConfiguration : IEntityTypeConfiguration<User>, IEntityTypeConfiguration<Session>, IEntityTypeConfiguration<SignInTries>, IEntityTypeConfiguration<ApiToken>, IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.HasIndex(user => user.Email).IsUnique();
        builder.HasIndex(user => user.Spelling).IsUnique();
        builder.HasIndex(user => user.Look).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Session> builder) =>
        builder.HasOne(session => session.User).WithMany().HasForeignKey(session => session.UserId);

    public void Configure(EntityTypeBuilder<SignInTries> builder)
    {
        builder.HasKey(tries => tries.Key);
        builder.HasIndex(tries => tries.ForgottenAt);
    }

    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.HasIndex(token => token.Hash).IsUnique();
        builder.HasIndex(token => new { token.UserId, token.Spelling });
        builder.HasIndex(token => new { token.UserId, token.Look });
        builder.HasOne(token => token.User).WithMany().HasForeignKey(token => token.UserId);
        builder.HasOne(token => token.MadeBy).WithMany().HasForeignKey(token => token.MadeById);
    }

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.HasKey(entry => entry.Sequence);
        builder.Property(entry => entry.Sequence).ValueGeneratedNever();
        builder.HasIndex(entry => new { entry.SubjectKind, entry.SubjectId });
        builder.HasIndex(entry => entry.Action);
        builder.HasIndex(entry => entry.ActorName);
        builder.HasIndex(entry => entry.ActorId);
    }
}
