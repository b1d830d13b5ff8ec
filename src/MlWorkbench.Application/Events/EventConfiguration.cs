using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MlWorkbench.Application.Events;

internal sealed class EventConfiguration : IEntityTypeConfiguration<WorkbenchEvent>, IEntityTypeConfiguration<Delivery>, IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<WorkbenchEvent> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        // Not a reference: a trail that lost its end must not prevent changes. Its verification tells.
        builder.HasIndex(row => row.Sequence);
        builder.HasIndex(row => new { row.SubjectKind, row.SubjectId });
    }

    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.HasKey(row => new { row.EventId, row.Consumer });
        builder.HasOne(row => row.Event).WithMany().HasForeignKey(row => row.EventId);
        builder.HasIndex(row => new { row.State, row.DueAt });
    }

    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.HasKey(row => new { row.EventId, row.UserId });
        builder.HasOne(row => row.Event).WithMany().HasForeignKey(row => row.EventId);
        builder.HasOne(row => row.User).WithMany().HasForeignKey(row => row.UserId);
        builder.HasIndex(row => new { row.UserId, row.ReadAt });
    }
}
