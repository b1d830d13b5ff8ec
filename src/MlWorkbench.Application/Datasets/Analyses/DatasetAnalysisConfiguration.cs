using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MlWorkbench.Application.Datasets.Analyses;

internal sealed class DatasetAnalysisConfiguration : IEntityTypeConfiguration<DatasetAnalysis>
{
    public void Configure(EntityTypeBuilder<DatasetAnalysis> builder)
    {
        builder.HasIndex(analysis => new { analysis.DatasetVersionId, analysis.Kind, analysis.Subject }).IsUnique();
        // Analyses of a version are deleted with it.
        builder.HasOne(analysis => analysis.DatasetVersion).WithMany().HasForeignKey(analysis => analysis.DatasetVersionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(analysis => analysis.ReferenceVersion).WithMany().HasForeignKey(analysis => analysis.ReferenceVersionId).OnDelete(DeleteBehavior.Cascade);
    }
}
