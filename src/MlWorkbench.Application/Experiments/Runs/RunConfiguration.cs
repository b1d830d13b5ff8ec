using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Experiments.Runs;

internal sealed class RunConfiguration :
    IEntityTypeConfiguration<Run>,
    IEntityTypeConfiguration<RunParameter>,
    IEntityTypeConfiguration<RunMetric>,
    IEntityTypeConfiguration<RunTag>,
    IEntityTypeConfiguration<RunArtifact>
{
    public void Configure(EntityTypeBuilder<Run> builder)
    {
        builder.HasIndex(run => new { run.ExperimentId, run.Number }).IsUnique();
        // Index for counting an experiment's runs without reading them.
        builder.HasIndex(run => new { run.ExperimentId, run.State });
        builder.HasOne(run => run.Experiment).WithMany(experiment => experiment.Runs).HasForeignKey(run => run.ExperimentId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RunParameter> builder)
    {
        builder.HasKey(parameter => new { parameter.RunId, parameter.Name });
        builder.Property(parameter => parameter.Name).HasMaxLength(RunParameter.LongestName);
        builder.Ignore(parameter => parameter.Value);
        builder.HasOne<Run>().WithMany(run => run.Parameters).HasForeignKey(parameter => parameter.RunId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RunMetric> builder)
    {
        builder.Property(metric => metric.Name).HasMaxLength(RunMetric.LongestName);
        builder.HasIndex(metric => new { metric.RunId, metric.Name, metric.Split, metric.Step });
        // Lists read the newest values of many runs without their series.
        builder.HasIndex(metric => new { metric.RunId, metric.Name, metric.Split }).IsUnique().HasFilter("\"IsLast\"");
        builder.HasOne<Run>().WithMany(run => run.Metrics).HasForeignKey(metric => metric.RunId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RunTag> builder)
    {
        builder.HasKey(tag => new { tag.RunId, tag.Key });
        builder.Property(tag => tag.Key).HasMaxLength(RunTag.LongestKey);
        builder.HasOne<Run>().WithMany(run => run.Tags).HasForeignKey(tag => tag.RunId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RunArtifact> builder)
    {
        builder.HasKey(artifact => new { artifact.RunId, artifact.Path });
        builder.Property(artifact => artifact.Path).HasMaxLength(RunArtifact.LongestPath);
        builder.HasOne<Content>().WithMany().HasForeignKey(artifact => artifact.Digest).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Run>().WithMany(run => run.Artifacts).HasForeignKey(artifact => artifact.RunId).OnDelete(DeleteBehavior.Cascade);
    }
}
