using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MlWorkbench.Application.Evaluations;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Projects;

namespace MlWorkbench.Application.Experiments;

internal sealed class ExperimentConfiguration : IEntityTypeConfiguration<Experiment>, IEntityTypeConfiguration<Evaluation>
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

    public void Configure(EntityTypeBuilder<Evaluation> builder)
    {
        builder.HasKey(evaluation => evaluation.RunId);
        builder.HasOne<Run>().WithOne(run => run.Evaluation).HasForeignKey<Evaluation>(evaluation => evaluation.RunId).OnDelete(DeleteBehavior.Cascade);
    }
}
