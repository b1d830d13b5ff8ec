using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MlWorkbench.Application.Datasets;

namespace MlWorkbench.Application.Evaluations;

internal sealed class EvaluationConfiguration : IEntityTypeConfiguration<Evaluation>, IEntityTypeConfiguration<EvaluationPart>
{
    public void Configure(EntityTypeBuilder<Evaluation> builder)
    {
        builder.Property(evaluation => evaluation.Source).HasMaxLength(32);
        builder.HasIndex(evaluation => new { evaluation.SubjectKind, evaluation.SubjectId });
        builder.HasOne<DatasetVersion>().WithMany().HasForeignKey(evaluation => evaluation.DatasetVersionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<EvaluationPart> builder)
    {
        builder.HasKey(part => new { part.EvaluationId, part.Kind });
        builder.Property(part => part.Kind).HasMaxLength(32);
        builder.HasOne(part => part.Evaluation).WithMany(evaluation => evaluation.Parts).HasForeignKey(part => part.EvaluationId).OnDelete(DeleteBehavior.Cascade);
    }
}
