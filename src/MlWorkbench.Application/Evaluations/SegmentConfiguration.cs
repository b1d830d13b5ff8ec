using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MlWorkbench.Application.Projects;

namespace MlWorkbench.Application.Evaluations;

internal sealed class SegmentConfiguration : IEntityTypeConfiguration<Segment>
{
    public void Configure(EntityTypeBuilder<Segment> builder)
    {
        builder.Property(segment => segment.Kind).HasMaxLength(32);
        builder.HasIndex(segment => new { segment.ProjectId, segment.Name }).IsUnique();
        builder.HasOne<Project>().WithMany().HasForeignKey(segment => segment.ProjectId).OnDelete(DeleteBehavior.Restrict);
    }
}
