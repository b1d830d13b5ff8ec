using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MlWorkbench.Application.Projects;

namespace MlWorkbench.Application.Experiments;

internal sealed class ExperimentConfiguration : IEntityTypeConfiguration<Experiment>, IEntityTypeConfiguration<ExperimentSegment>
{
    public void Configure(EntityTypeBuilder<Experiment> builder)
    {
        // Indexes for the sort orders of the list.
        builder.HasIndex(experiment => new { experiment.ProjectId, experiment.CreatedAt, experiment.Id });
        builder.HasIndex(experiment => new { experiment.ProjectId, experiment.State, experiment.CreatedAt, experiment.Id });
        builder.HasIndex(experiment => new { experiment.ProjectId, experiment.Name, experiment.Id });
        builder.HasOne<Project>().WithMany().HasForeignKey(experiment => experiment.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(experiment => experiment.RecipeVersion).WithMany().HasForeignKey(experiment => experiment.RecipeVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(experiment => experiment.DatasetVersion).WithMany().HasForeignKey(experiment => experiment.DatasetVersionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ExperimentSegment> builder)
    {
        builder.HasKey(use => new { use.ExperimentId, use.SegmentId });
        builder.HasOne<Experiment>().WithMany().HasForeignKey(use => use.ExperimentId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(use => use.Segment).WithMany().HasForeignKey(use => use.SegmentId).OnDelete(DeleteBehavior.Restrict);
    }
}
